import type { ReactNode } from "react";
import { cn } from "./cn";

/** Title, one line of what the page shows, a note (the time zone, say) and the page's own actions. */
export function PageHeader({
  title,
  description,
  note,
  actions,
  className,
}: {
  title: string;
  description?: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <header
      data-slot="page-header"
      className={cn("flex flex-wrap items-end justify-between gap-x-6 gap-y-3", className)}
    >
      <div className="min-w-0">
        <h1 className="font-semibold text-xl leading-tight tracking-tight">{title}</h1>
        {description || note ? (
          <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-[0.8125rem] text-muted-foreground">
            {description ? <span>{description}</span> : null}
            {description && note ? (
              <span aria-hidden="true" className="max-sm:hidden">
                ·
              </span>
            ) : null}
            {note ? <span>{note}</span> : null}
          </p>
        ) : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2 print:hidden">{actions}</div> : null}
    </header>
  );
}
