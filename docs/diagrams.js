// Draws the Mermaid blocks. Without a network they stay what they are: text.
import("https://cdn.jsdelivr.net/npm/mermaid@11.4.1/dist/mermaid.esm.min.mjs")
  .then(({ default: mermaid }) => {
    for (const code of document.querySelectorAll("code.language-mermaid")) {
      const drawing = document.createElement("pre");
      drawing.className = "mermaid";
      drawing.textContent = code.textContent;
      code.parentElement.replaceWith(drawing);
    }
    mermaid.initialize({ startOnLoad: false });
    return mermaid.run();
  })
  .catch(() => {});
