// Names that fit what is typed into the search box. Without this script the box sends its form.
export {};
