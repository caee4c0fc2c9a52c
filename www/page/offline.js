// Keeps the page for use without a network, and says when that has been done.

import { workerAddress } from "./trusted.js";

/** @param {(news: string) => void} tell */
export async function keepForOffline(tell) {
  const workers = navigator.serviceWorker;
  if (!workers || !isSecureContext || navigator.connection?.saveData) return;
  const registration = await workers.register(workerAddress(), { updateViaCache: "none" }).catch(() => null);
  if (!registration) return;
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker.addEventListener("statechange", () => {
      // The first version that is installed takes the place of none.
      if (worker.state !== "installed" || !registration.active) return;
      tell("The text stays on this device. A newer version of this page is ready and will be used the next time that you open it.");
    });
  });
}
