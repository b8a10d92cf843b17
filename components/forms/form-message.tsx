import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Alert, AlertTitle } from "@/components/ui/alert";

/** What is wrong with the form as a whole; what is wrong with one field stands beside that field. */
export function FormMessage({ children }: { children: ReactNode }) {
  return (
    <Alert
      variant="destructive"
      live
      data-form-message=""
      tabIndex={-1}
      className="outline-none focus-visible:outline-2 focus-visible:outline-ring"
    >
      <CircleAlert aria-hidden="true" />
      <AlertTitle className="font-normal">{children}</AlertTitle>
    </Alert>
  );
}
