// Registers <who-said>. Everything that an idle element does not need is fetched when a reader asks for it.

import { WhoSaid } from "./element/who-said.js";

export { WhoSaid };

if (globalThis.customElements && !customElements.get("who-said")) customElements.define("who-said", WhoSaid);
