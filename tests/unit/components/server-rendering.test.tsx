import { renderToString } from "react-dom/server";
import { StackedBars } from "@/components/charts/stacked-bars";
import { useDensity } from "@/components/tables/density-switch";

function Shown() {
  return <output>{useDensity()[0]}</output>;
}

test("a preference of the browser has its usual value on the server", () => {
  expect(renderToString(<Shown />)).toBe("<output>compact</output>");
});

test("a chart has its bars and its table before any script runs", () => {
  const html = renderToString(
    <StackedBars
      label="Fruit per day"
      bucketHeading="Day"
      buckets={[{ key: "a", label: "Mon", title: "Monday" }]}
      series={[{ id: "x", label: "Apples", colour: "red", values: [3] }]}
    />,
  );
  expect(html).toContain("height:100%;background-color:red");
  expect(html).toContain("Monday");
});
