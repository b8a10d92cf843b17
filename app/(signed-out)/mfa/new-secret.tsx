import { CopyButton } from "@/components/ui/copy-button";
import type { NewSecret } from "@/lib/portal/identity/mfa/view";

/** The secret to scan, or to type for those who cannot scan. Black on white in every theme: that is what scanners read. */
export function NewSecretCard({ secret }: { secret: NewSecret }) {
  const { qr, text, account } = secret;
  return (
    <div className="flex flex-wrap items-start gap-4">
      <svg
        role="img"
        aria-label="QR code of the secret, for the authenticator app"
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        shapeRendering="crispEdges"
        className="size-44 shrink-0 rounded-lg border border-border bg-white"
      >
        <path d={qr.path} fill="#000" />
      </svg>
      <div className="min-w-0 flex-1 basis-40 text-sm">
        <p className="text-muted-foreground text-xs">Cannot scan it? Type this key, as time-based:</p>
        <p data-secret="" className="mt-1 select-all break-words font-mono leading-relaxed">
          {text}
        </p>
        <CopyButton value={text.replaceAll(" ", "")} className="mt-1" />
        <p className="mt-2 text-muted-foreground text-xs">
          It is shown as <span className="break-all text-foreground">WinAuthMon: {account}</span>
        </p>
      </div>
    </div>
  );
}
