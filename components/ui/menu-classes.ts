/** Shared looks of everything that floats: menus, selects, popovers, the command list. */
export const floatingClass =
  "z-50 rounded-lg border border-border bg-popover text-popover-foreground shadow-lg outline-none data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0 data-[state=closed]:zoom-out-98 data-[state=open]:zoom-in-98";

export const menuItemClass =
  "relative flex min-h-7 cursor-pointer select-none items-center gap-2 rounded-md px-2 py-1 text-[0.8125rem] outline-hidden data-[disabled]:pointer-events-none data-[highlighted]:bg-accent data-[highlighted]:text-accent-foreground data-[disabled]:opacity-50 [&_svg:not([class*='size-'])]:size-4 [&_svg:not([class*='text-'])]:text-muted-foreground [&_svg]:pointer-events-none [&_svg]:shrink-0";

export const menuLabelClass = "px-2 pt-1.5 pb-1 font-medium text-muted-foreground text-xs";
