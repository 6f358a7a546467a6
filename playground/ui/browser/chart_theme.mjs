// Creates a Plotly template from the page's theme: transparent, with the page's font and colours.

import { lookOf, mix, rgb } from "../player/colours.mjs";

export function template(read) {
  const look = lookOf(read);
  const grid = rgb(mix(look.paper, look.text, 0.1));
  const axis = {
    gridcolor: grid,
    linecolor: look.line,
    zerolinecolor: look.line,
    zerolinewidth: 1,
    tickfont: { size: 12 * look.zoom, color: look.muted },
    title: { font: { size: 12.5 * look.zoom, color: look.muted }, standoff: 8 },
    automargin: true,
    ticks: "",
    tickangle: 0, // numbers stay horizontal; there are fewer of them where they would overlap
  };
  return {
    layout: {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: look.font, size: 13 * look.zoom, color: look.ink },
      title: { font: { size: 15 * look.zoom }, x: 0, xref: "paper", xanchor: "left" },
      margin: { l: 48, r: 12, t: 28, b: 40 },
      colorway: (read("--st-chart-categorical-colors") || "#23262B").split(","),
      xaxis: axis,
      yaxis: axis,
      hoverlabel: { bgcolor: rgb(look.paper), bordercolor: look.line, font: { family: look.font, color: look.ink, size: 12.5 * look.zoom } },
      modebar: { bgcolor: "rgba(0,0,0,0)", color: look.muted, activecolor: look.ink },
      legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", xanchor: "left", font: { size: 12.5 * look.zoom } },
      hovermode: "x unified",
      hoverdistance: -1, // hovering and clicking select the nearest point at any distance
    },
  };
}
