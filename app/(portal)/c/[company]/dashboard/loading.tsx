import { TableSkeleton } from "@/components/tables/table-skeleton";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const figures = ["signed-in", "sign-ins", "failures", "silent"];

/** The shape of the dashboard while its first answer is on the way. */
export default function DashboardLoading() {
  return (
    <div className="mx-auto flex w-full max-w-[110rem] flex-col gap-4">
      <div className="flex items-end justify-between gap-4">
        <div className="flex flex-col gap-2">
          <Skeleton className="h-6 w-36" />
          <Skeleton className="h-4 w-72 max-w-full" />
        </div>
        <Skeleton className="h-8 w-40" />
      </div>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {figures.map((figure) => (
          <Skeleton key={figure} className="h-24 rounded-xl" />
        ))}
      </div>
      <Skeleton className="h-72 rounded-xl" />
      <Card className="p-2">
        <TableSkeleton rows={14} columns={4} />
      </Card>
    </div>
  );
}
