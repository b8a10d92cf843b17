import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A scroller must be reachable by keyboard (WCAG 2.1.1), though a region is not a control. */
const keyboardScrollable = { tabIndex: 0 };

/**
 * A dense table in its own scroller. `label` names the scrolling region, which takes the keyboard so that a wide
 * table can be scrolled without a mouse. `density` sets the row height through `data-density`.
 */
export function Table({
  className,
  containerClassName,
  label,
  density = "compact",
  ...props
}: ComponentProps<"table"> & { label: string; density?: "compact" | "comfortable"; containerClassName?: string }) {
  return (
    <section
      data-slot="table-container"
      aria-label={label}
      {...keyboardScrollable}
      className={cn(
        "relative w-full overflow-x-auto outline-none focus-visible:outline-2 focus-visible:outline-ring focus-visible:-outline-offset-2",
        containerClassName,
      )}
    >
      <table
        data-slot="table"
        data-density={density}
        className={cn("group/table w-full caption-bottom border-separate border-spacing-0 text-[0.8125rem]", className)}
        {...props}
      />
    </section>
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead data-slot="table-header" className={cn("bg-card", className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody data-slot="table-body" className={cn("[&_tr:last-child>td]:border-b-0", className)} {...props} />;
}

export function TableFooter({ className, ...props }: ComponentProps<"tfoot">) {
  return <tfoot data-slot="table-footer" className={cn("bg-muted/50 font-medium", className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      data-slot="table-row"
      className={cn("transition-colors [tbody>&:hover]:bg-row-hover data-[state=selected]:bg-accent", className)}
      {...props}
    />
  );
}

export function TableHead({ className, scope = "col", ...props }: ComponentProps<"th">) {
  return (
    <th
      data-slot="table-head"
      scope={scope}
      className={cn(
        "h-8 whitespace-nowrap border-border border-b px-3 text-left align-middle font-medium text-muted-foreground text-xs",
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return (
    <td
      data-slot="table-cell"
      className={cn(
        "whitespace-nowrap border-border/60 border-b px-3 align-middle group-data-[density=comfortable]/table:py-2.5 group-data-[density=compact]/table:py-1.5",
        className,
      )}
      {...props}
    />
  );
}

export function TableCaption({ className, ...props }: ComponentProps<"caption">) {
  return (
    <caption data-slot="table-caption" className={cn("mt-3 text-muted-foreground text-xs", className)} {...props} />
  );
}
