import { ShownOnce } from "@/components/ui/shown-once";

/** The ten codes, this one time. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const value = codes.join("\n");
  const text = `WinAuthMon recovery codes\nEach works once, in the place of a code of the authenticator app.\n\n${value}\n`;
  return (
    <ShownOnce
      label="Your recovery codes"
      value={value}
      hint="With one of these you get in when your phone is lost. Keep them away from your password; nobody can show them to you again."
      download={{ fileName: "winauthmon-recovery-codes.txt", text }}
      print
    />
  );
}
