import { cn } from "./cn";
import { visibleText } from "./visible-text";

/**
 * Text that came from outside: cut to the room it has, whole on hover, kept from turning the line around, and with
 * signs in place of what cannot be seen.
 */
export function OutsideText({
  value,
  mono = false,
  className,
}: {
  value: string | null;
  mono?: boolean;
  className?: string;
}) {
  if (value === null || value === "") {
    return (
      <span className="text-muted-foreground">
        <span aria-hidden="true">–</span>
        <span className="sr-only">none</span>
      </span>
    );
  }
  return (
    <bdi
      className={cn(
        "inline-block max-w-56 truncate align-bottom max-sm:max-w-full",
        mono && "font-mono text-xs",
        className,
      )}
      title={visibleText(value)}
    >
      {visibleText(value)}
    </bdi>
  );
}
