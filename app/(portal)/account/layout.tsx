import type { ReactNode } from "react";
import { AccountTabs } from "./account-tabs";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5">
      <AccountTabs />
      {children}
    </div>
  );
}
