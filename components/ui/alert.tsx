import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const alertVariants = cva(
  "relative grid w-full grid-cols-[0_1fr] items-start gap-y-0.5 rounded-lg border px-3.5 py-2.5 text-sm has-[>svg]:grid-cols-[1rem_1fr] has-[>svg]:gap-x-2.5 [&>svg]:size-4 [&>svg]:translate-y-0.5",
  {
    variants: {
      variant: {
        default: "border-border bg-card text-card-foreground [&>svg]:text-muted-foreground",
        destructive: "border-destructive-text/40 bg-destructive-text/8 text-foreground [&>svg]:text-destructive-text",
        warning: "border-warning/40 bg-warning/8 text-foreground [&>svg]:text-warning",
        success: "border-success/40 bg-success/8 text-foreground [&>svg]:text-success",
      },
    },
    defaultVariants: { variant: "default" },
  },
);

/** `live` makes assistive technology read it when it appears: for what happened just now, not for standing notes. */
export function Alert({
  className,
  variant,
  live = false,
  ...props
}: ComponentProps<"div"> & VariantProps<typeof alertVariants> & { live?: boolean }) {
  return (
    <div
      data-slot="alert"
      role={live ? "alert" : undefined}
      className={cn(alertVariants({ variant }), className)}
      {...props}
    />
  );
}

export function AlertTitle({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="alert-title" className={cn("col-start-2 font-medium leading-5", className)} {...props} />;
}

export function AlertDescription({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="alert-description"
      className={cn("col-start-2 text-[0.8125rem] text-muted-foreground leading-relaxed", className)}
      {...props}
    />
  );
}
