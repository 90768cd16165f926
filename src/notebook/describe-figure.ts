/**
 * Published markup whose pictures a screen reader meets as one image each, named by the plot or else by the cell. Labels of
 * the groups inside go: nothing reads them in an image, and a group may not have one.
 */
export function describeFigure(markup: string, title: string): string {
  return markup
    .replace(/<svg (?=[^>]*class="plot-)[^>]*>/g, (tag) => {
      const role = tag.includes(' role=') ? '' : 'role="img" ';
      const label = tag.includes(' aria-label=') ? '' : `aria-label="${title.replaceAll('"', '&quot;')}" `;
      return tag.replace('<svg ', `<svg ${role}${label}`);
    })
    .replace(/<g [^>]*>/g, (tag) => tag.replace(/ aria-(?:label|description)="[^"]*"/g, ''));
}
