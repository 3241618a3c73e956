// A file that was made in the page is handed to the person.

/** Names are made of plain characters: what a source wrote never becomes part of a file's name. */
export const fileName = (name: string, ending: string): string =>
  `${name.replace(/[^\w-]+/g, '-').slice(0, 80)}.${ending}`;

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const saveText = (text: string, type: string, name: string): void =>
  saveBlob(new Blob([text], { type: `${type};charset=utf-8` }), name);
