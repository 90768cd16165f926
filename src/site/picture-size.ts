/** Width and height of the pictures by which others show a page, in pixels; what most of them ask for. */
export const pictureSize = { width: 1200, height: 630 };
