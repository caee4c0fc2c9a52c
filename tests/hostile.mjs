//! What a text may hold to become more than text where it is shown or exported: markup, scripts, formulas, links,
//! marks of direction, look-alikes, and what ends a string or a cell.

/** Sets a mark on whatever runs it. */
const RUN = "globalThis.ran=1";

export const HOSTILE = [
  "=HYPERLINK(\"https://evil.example\",\"x\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "plain, \"quoted\"\r\nlines",
  `<script>${RUN}</script>`, `</script><script>${RUN}</script>`, `<img src=x onerror=${RUN}>`, `"><svg onload=${RUN}>`, `<iframe srcdoc="<script>${RUN}</script>">`,
  `<a href="javascript:${RUN}">x</a>`, `javascript:${RUN}`, `[x](javascript:${RUN})`, "![x](https://evil.example/x.png)", "# heading", "- item", "1. item", "> quote", "***", "```\ncode\n```",
  "https://evil.example/", "www.evil.example", "a@evil.example", "| a | b |", "&lt;b&gt;", "&#60;script&#62;", "\\", "</td>", "{\"a\":1}", "\"},{\"a\":\"", "]]>", "# a\n# b", "~~x~~", "<https://evil.example>",
  "\u202egnihtyreve", "\u2066\u202e)tnedliverp(\u2069", "Аnn Оkоуе", "ℋarry 𝓟otter", "x\u0301\u0302\u0303\u0304", "${7*7}", "{{7*7}}", "%0d%0aSet-Cookie:a=b", "\u2028", "\ufeff",
];
