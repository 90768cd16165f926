/**
 * Plot writes its few rules into every figure. Each style sheet that comes or goes makes a browser match the rules of the page
 * to all of its elements again, which takes longer than drawing; so a figure's rules go to the document, each text once.
 */

const shared = new Set<string>();

/** Takes the style elements out of what is about to be shown; what they say holds in the page from now on. */
export function shareStyles(figure: Element): void {
  for (const style of figure.querySelectorAll('style')) {
    style.remove();
    const text = style.textContent;
    if (shared.has(text)) continue;
    shared.add(text);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }
}
