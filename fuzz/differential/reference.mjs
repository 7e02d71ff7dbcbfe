// The reference implementation on a thread of its own, because some expressions keep it busy for ever.

import { Worker, isMainThread, parentPort } from "node:worker_threads";
import jsonata from "jsonata";
import { document } from "./generate.mjs";

const PATIENCE_MILLISECONDS = 3_000;

/** Asks the reference, and gives up on it where it does not answer. */
export class Reference {
  #worker;

  /**
   * `{ result }`, `{ undefined: true }` or `{ error, position }`; `undefined` where JavaScript itself fell over or the
   * reference never ends, for that is no rule to follow.
   */
  ask(expr) {
    this.#worker ??= new Worker(new URL(import.meta.url));
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.close();
        resolve(undefined);
      }, PATIENCE_MILLISECONDS);
      worker.removeAllListeners();
      worker.once("error", reject);
      worker.once("message", (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      worker.postMessage(expr);
    });
  }

  close() {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

if (!isMainThread) {
  parentPort.on("message", async (expr) => parentPort.postMessage(await answer(expr)));
}

async function answer(expr) {
  try {
    const value = await jsonata(expr).evaluate(structuredClone(document));
    // A function is nothing in JSON.
    const text = JSON.stringify(value, (_, one) => (isFunction(one) ? undefined : one));
    return text === undefined ? { undefined: true } : { result: JSON.parse(text) };
  } catch (error) {
    return typeof error.code === "string" ? { error: error.code, position: error.position ?? 0 } : undefined;
  }
}

function isFunction(value) {
  return typeof value === "function" || value?._jsonata_function || value?._jsonata_lambda;
}
