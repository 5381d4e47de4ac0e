/** Styles that come with a page's own script. */
declare module '*.css';
