"use client";

import { type ReactNode, useState } from "react";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";

/**
 * A dialog that holds a form. `trigger` is one button; `children` gets what closes the dialog, for after a success and
 * for "Cancel". The focus goes back to the trigger.
 */
export function FormDialog({
  trigger,
  title,
  description,
  className,
  children,
}: {
  trigger: ReactNode;
  title: string;
  description?: ReactNode;
  className?: string;
  children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const undescribed = description ? {} : { "aria-describedby": undefined };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{trigger}</DialogTrigger>
      <DialogContent className={className} {...undescribed}>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          {description ? <DialogDescription>{description}</DialogDescription> : null}
        </DialogHeader>
        {children(() => setOpen(false))}
      </DialogContent>
    </Dialog>
  );
}
