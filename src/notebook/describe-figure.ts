/** Text as an attribute has it. */
export const quoted = (text: string): string => text.replaceAll('"', '&quot;');

/**
 * Published markup whose pictures a screen reader meets as one image each, named by the plot or else by the cell, and whose
 * fields have the name that stands beside them. Labels of the groups inside go: nothing reads them in an image, and a group may
 * not have one.
 */
export function describeFigure(markup: string, title: string): string {
  return markup
    .replace(/<svg (?=[^>]*class="plot-)[^>]*>/g, (tag) => {
      const role = tag.includes(' role=') ? '' : 'role="img" ';
      const label = tag.includes(' aria-label=') ? '' : `aria-label="${quoted(title)}" `;
      return tag.replace('<svg ', `<svg ${role}${label}`);
    })
    .replace(/<g [^>]*>/g, (tag) => tag.replace(/ aria-(?:label|description)="[^"]*"/g, ''))
    .replace(/<form[^]*?<\/form>/g, (form) => {
      const name = /<label[^>]*>\s*([^<\s][^<]*)/.exec(form)?.[1]?.trim() ?? title;
      return form.replace(/<(?:input|select|textarea) [^>]*>/g, (tag) =>
        tag.includes(' aria-label=') ? tag : tag.replace(' ', ` aria-label="${quoted(name)}" `),
      );
    });
}

/** What a picture says of itself to who does not see it; as text, without entities. */
export interface PictureWords {
  readonly name: string;
  readonly description: string;
}

/** What the pictures of published markup say, one after the other; those without a name are ornament. */
export function figureWords(markup: string): PictureWords[] {
  // The narrow figure says the same again.
  const [wide = ''] = markup.split('<div class="figure-narrow">');
  return [...wide.matchAll(/<svg [^>]*>/g)].map(([tag]) => wordsOf(tag)).filter(({ name }) => name !== '');
}

/** Those of one picture, from its opening tag. */
export function wordsOf(tag: string): PictureWords {
  const attribute = (name: string): string =>
    (new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  return { name: attribute('aria-label'), description: attribute('aria-description') };
}

/** The two as sentences. */
export function toldAs({ name, description }: PictureWords): string {
  return [name, description]
    .filter(Boolean)
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(' ');
}
