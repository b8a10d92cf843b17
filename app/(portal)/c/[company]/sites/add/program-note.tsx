import { CircleAlert, PackageCheck } from "lucide-react";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Moment } from "../../../../moment";

/** Whether the package will hold the agent program, and what the operator does if it will not. */
export function ProgramNote({
  program,
  place,
  timeZone,
}: {
  program: { bytes: number; modifiedAt: Date } | null;
  place: string;
  timeZone: string;
}) {
  if (program) {
    const size =
      program.bytes < 1_000_000 ? `${Math.ceil(program.bytes / 1000)} kB` : `${(program.bytes / 1e6).toFixed(1)} MB`;
    return (
      <p className="flex flex-wrap items-center gap-1.5 text-[0.8125rem] text-muted-foreground">
        <PackageCheck className="size-4 shrink-0 text-success" aria-hidden="true" />
        The package holds winagentUSM.exe ({size}, of{" "}
        <Moment at={program.modifiedAt} timeZone={timeZone} style="date" />
        ).
      </p>
    );
  }
  return (
    <Alert variant="warning">
      <CircleAlert aria-hidden="true" />
      <AlertTitle>The package will come without the agent program</AlertTitle>
      <AlertDescription>
        Whoever runs this server puts <code className="font-mono">winagentUSM.exe</code> at{" "}
        <code className="font-mono">{place}</code> inside the instance folder; from then on it is in every package.
        Until then put your own copy beside <code className="font-mono">install_service.bat</code> after unpacking.
      </AlertDescription>
    </Alert>
  );
}
