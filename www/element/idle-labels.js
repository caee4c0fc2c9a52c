// The only words that an idle element shows, in the languages that are shipped.

export const labels = {
  en: "Show who says what",
  es: "Mostrar quién dice qué",
  fr: "Montrer qui dit quoi",
  de: "Zeigen, wer was sagt",
  ar: "أظهر من قال ماذا",
};
