import { PageSkeleton } from "@/components/shell/page-skeleton";

export default function CompanyLoading() {
  return <PageSkeleton />;
}
