/** @jest-environment jsdom */
import { StackedBars } from "@/components/charts/stacked-bars";
import { click, find, render } from "./rendering";

const buckets = [
  { key: "a", label: "Mon", title: "Monday" },
  { key: "b", label: "Tue", title: "Tuesday" },
  { key: "c", label: "Wed", title: "Wednesday" },
];
const series = [
  { id: "x", label: "Apples", colour: "red", values: [3, 0, 1] },
  { id: "y", label: "Pears", colour: "blue", values: [1, 0, 0] },
  { id: "z", label: "Plums", colour: "green", values: [0, 0, 0] },
];

async function renderBars() {
  const { container } = await render(
    <StackedBars label="Fruit per day" bucketHeading="Day" buckets={buckets} series={series} />,
  );
  const legend = [...container.querySelectorAll<HTMLButtonElement>("fieldset button")];
  const bars = (colour: string) =>
    [...container.querySelectorAll<HTMLElement>("[role=img] [style]")].filter(
      (bar) => bar.style.backgroundColor === colour,
    );
  return { container, legend, bars };
}

test("the legend names what occurs, with its total", async () => {
  const { legend } = await renderBars();
  expect(legend.map((button) => button.textContent)).toEqual(["Apples4", "Pears1"]);
});

test("heights are parts of the tallest stack", async () => {
  const { bars } = await renderBars();
  expect(bars("red").map((bar) => bar.style.height)).toEqual(["75%", "0%", "25%"]);
  expect(bars("blue").map((bar) => bar.style.height)).toEqual(["25%", "0%", "0%"]);
});

test("a press on the legend hides a series and scales the rest; another shows it again", async () => {
  const { container, bars, legend } = await renderBars();
  await click(find(container, "fieldset button"));
  expect(legend[0]?.getAttribute("aria-pressed")).toBe("false");
  expect(bars("red")).toEqual([]);
  expect(bars("blue")[0]?.style.height).toBe("100%");
  await click(find(container, "fieldset button"));
  expect(bars("red")).toHaveLength(3);
});

test("the table holds the same numbers, without empty rows", async () => {
  const { container } = await renderBars();
  const rows = [...container.querySelectorAll("tr")].map((row) => [...row.children].map((cell) => cell.textContent));
  expect(rows).toEqual([
    ["Day", "Apples", "Pears", "Total"],
    ["Monday", "3", "1", "4"],
    ["Wednesday", "1", "0", "1"],
  ]);
});
