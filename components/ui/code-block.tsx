import { cn } from "./cn";
import { CopyButton } from "./copy-button";

/** A command to copy. Long lines scroll; `label` names it for assistive technology. */
export function CodeBlock({ code, label, className }: { code: string; label: string; className?: string }) {
  return (
    <figure
      data-slot="code-block"
      aria-label={label}
      className={cn("relative rounded-lg border border-border bg-field", className)}
    >
      <figcaption className="flex items-center justify-between gap-2 border-border border-b py-1 pr-1 pl-3">
        <span className="truncate text-muted-foreground text-xs">{label}</span>
        <CopyButton value={code} />
      </figcaption>
      <pre
        {...keyboardScrollable}
        className="overflow-x-auto rounded-b-lg px-3 py-2.5 font-mono text-[0.78125rem] leading-relaxed outline-none focus-visible:outline-2 focus-visible:outline-ring"
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}

/** A scroller must be reachable by keyboard (WCAG 2.1.1), though code is not a control. */
const keyboardScrollable = { tabIndex: 0 };
