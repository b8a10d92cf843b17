import { columnVisibilityFeature, createColumnHelper, metaHelper, tableFeatures } from "@tanstack/react-table";
import { OutsideText } from "@/components/ui/outside-text";
import { companyName, type Names, siteName, type WireRow } from "../live/wire-row";
import { columnWords } from "../words/column-words";
import { KindMark } from "../words/kind-mark";
import { TimeLink } from "./time-link";

/** What cells need besides their row. */
type TableMeta = { zone: string; names: Names; hrefOf: (row: WireRow) => string };

export const features = tableFeatures({ columnVisibilityFeature, tableMeta: metaHelper<TableMeta>() });

const helper = createColumnHelper<typeof features, WireRow>();

export const columns = helper.columns([
  helper.accessor("occurredAt", {
    id: "time",
    header: columnWords.time,
    enableHiding: false,
    cell: ({ row, table }) => {
      const meta = table.options.meta;
      return meta ? <TimeLink row={row.original} zone={meta.zone} href={meta.hrefOf(row.original)} /> : null;
    },
  }),
  helper.accessor("kind", {
    id: "kind",
    header: columnWords.kind,
    cell: ({ row }) => <KindMark kind={row.original.kind} eventType={row.original.eventType} />,
  }),
  helper.accessor("userName", {
    id: "user",
    header: columnWords.user,
    cell: ({ getValue }) => <OutsideText value={getValue()} />,
  }),
  helper.accessor("companyId", {
    id: "company",
    header: columnWords.company,
    cell: ({ row, table }) => (
      <OutsideText value={table.options.meta ? companyName(row.original, table.options.meta.names) : null} />
    ),
  }),
  helper.accessor("siteId", {
    id: "site",
    header: columnWords.site,
    cell: ({ row, table }) => (
      <OutsideText value={table.options.meta ? siteName(row.original, table.options.meta.names) : null} />
    ),
  }),
  helper.accessor("computerName", {
    id: "computer",
    header: columnWords.computer,
    cell: ({ getValue }) => <OutsideText value={getValue()} />,
  }),
  helper.accessor("localIp", {
    id: "localIp",
    header: columnWords.localIp,
    cell: ({ getValue }) => <OutsideText value={getValue()} mono />,
  }),
  helper.accessor("publicIp", {
    id: "publicIp",
    header: columnWords.publicIp,
    cell: ({ getValue }) => <OutsideText value={getValue()} mono />,
  }),
]);
