import Link from "next/link";
import { Button } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";

/** The same words whether a thing does not exist or belongs to a company of others. */
export function NotFoundWords() {
  return (
    <MessagePage
      code="404"
      title="There is nothing here"
      actions={
        <Button asChild>
          <Link href="/">Go to the start page</Link>
        </Button>
      }
    >
      <p>This page does not exist, or it is not one you may see.</p>
    </MessagePage>
  );
}
