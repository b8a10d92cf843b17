/** How somebody gets their first or next password. Nobody types a password for another. */
export function SecretChoice({ error }: { error?: string | undefined }) {
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={error ? "secret-error" : undefined}>
      <legend className="mb-1.5 font-medium text-[0.8125rem]">Password</legend>
      <Choice value="password" title="One-time password" first>
        Shown to you once; must be changed at the first sign-in.
      </Choice>
      <Choice value="link" title="One-time link">
        The user sets a password with it. It works once, within an hour.
      </Choice>
      {error ? (
        <p id="secret-error" className="text-destructive-text text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

function Choice({
  value,
  title,
  first = false,
  children,
}: {
  value: string;
  title: string;
  first?: boolean;
  children: string;
}) {
  return (
    <label className="flex cursor-pointer items-start gap-2.5 rounded-lg border border-border p-3 text-sm has-checked:border-primary has-checked:bg-accent/40">
      <input
        type="radio"
        name="secret"
        value={value}
        defaultChecked={first}
        className="mt-0.5 size-4 shrink-0 cursor-pointer accent-primary outline-none focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2"
      />
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-muted-foreground text-xs">{children}</span>
      </span>
    </label>
  );
}
