import { cn } from "@/components/ui/cn";

/** Text that came from outside: cut to the room it has, whole on hover, and kept from turning the line around. */
export function OutsideText({ value, mono = false }: { value: string | null; mono?: boolean }) {
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
      className={cn("inline-block max-w-56 truncate align-bottom max-sm:max-w-full", mono && "font-mono text-xs")}
      title={value}
    >
      {value}
    </bdi>
  );
}
