import { TableSkeleton } from "@/components/tables/table-skeleton";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

/** Stand-in for a page that is on its way: a title, then a table. */
export function PageSkeleton() {
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-2">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="h-4 w-80 max-w-full" />
      </div>
      <Card className="overflow-hidden">
        <TableSkeleton />
      </Card>
    </div>
  );
}
