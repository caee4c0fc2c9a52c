//! The picture of the benchmark: words a second of each system as bars, in an SVG that follows the reader's colour scheme.

/** @param {[string, number][]} bars name and words a second @param {string} caption */
export function picture(bars, caption) {
  const most = Math.max(...bars.map(([, value]) => value));
  const [row, left, right, wide] = [34, 110, 150, 700];
  const lines = bars.map(([name, value], index) => {
    const y = 16 + index * row;
    const length = Math.max(2, (value / most) * (wide - left - right));
    return `  <text x="${left - 10}" y="${y + 16}" text-anchor="end">${name}</text>
  <rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="22" rx="3"${index === 0 ? ' class="own"' : ""}/>
  <text x="${(left + length + 8).toFixed(1)}" y="${y + 16}">${Math.round(value).toLocaleString("en")} words/s</text>`;
  });
  const height = 16 + bars.length * row + 30;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${height}" role="img" aria-label="${caption}">
  <style>
    text { font: 14px system-ui, sans-serif; fill: #333 }
    rect { fill: #9aa5b1 }
    .own { fill: #1f6feb }
    .caption { font-size: 12px }
    @media (prefers-color-scheme: dark) { text { fill: #ddd } }
  </style>
${lines.join("\n")}
  <text x="${left}" y="${height - 10}" class="caption">${caption}</text>
</svg>
`;
}
