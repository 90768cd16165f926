/**
 * Published markup whose pictures a screen reader meets as one image each, named by the plot or else by the cell, and whose
 * fields have the name that stands beside them. Labels of the groups inside go: nothing reads them in an image, and a group may
 * not have one.
 */
export function describeFigure(markup: string, title: string): string {
  const attribute = (text: string): string => text.replaceAll('"', '&quot;');
  return markup
    .replace(/<svg (?=[^>]*class="plot-)[^>]*>/g, (tag) => {
      const role = tag.includes(' role=') ? '' : 'role="img" ';
      const label = tag.includes(' aria-label=') ? '' : `aria-label="${attribute(title)}" `;
      return tag.replace('<svg ', `<svg ${role}${label}`);
    })
    .replace(/<g [^>]*>/g, (tag) => tag.replace(/ aria-(?:label|description)="[^"]*"/g, ''))
    .replace(/<form[^]*?<\/form>/g, (form) => {
      const name = /<label[^>]*>\s*([^<\s][^<]*)/.exec(form)?.[1]?.trim() ?? title;
      return form.replace(/<(?:input|select|textarea) [^>]*>/g, (tag) =>
        tag.includes(' aria-label=') ? tag : tag.replace(' ', ` aria-label="${attribute(name)}" `),
      );
    });
}
