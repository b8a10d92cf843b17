import type { ReactNode } from "react";

/** A page that only says something: not found, a fault. */
export function MessagePage({
  code,
  title,
  children,
  actions,
}: {
  code?: string;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-start gap-3 px-4 py-16 sm:py-24">
      {code ? <p className="font-medium font-mono text-link text-sm">{code}</p> : null}
      <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
      <div className="text-muted-foreground">{children}</div>
      {actions ? <div className="mt-3 flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
