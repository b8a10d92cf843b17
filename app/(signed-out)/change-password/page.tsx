import type { Metadata } from "next";
import { passwordChangeView } from "@/lib/portal/identity/password-page";
import { changePassword } from "./actions";
import { ChangePasswordForm } from "./form";

export const metadata: Metadata = { title: "Change password" };

/** Both the forced change of a default password and a change by choice. */
export default async function ChangePasswordPage() {
  const view = await passwordChangeView();
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">
        {view.isForced ? "Choose your own password" : "Change password"}
      </h1>
      <p className="mt-1 mb-6 text-muted-foreground text-sm">
        {view.isForced
          ? "You signed in with a password that others may know. Replace it to go on."
          : "All your other sessions end when the password changes."}
      </p>
      <ChangePasswordForm
        action={changePassword}
        rules={view.rules}
        context={view.context}
        asksSetupCode={view.asksSetupCode}
      />
    </>
  );
}
