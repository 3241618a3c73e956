// QR codes in photographs: by the browser's own reader where it has one, else by a reader that comes with the console.
// Nothing leaves the machine for it.

type Detected = { readonly rawValue: string };
type Detector = { readonly detect: (image: ImageBitmap) => Promise<readonly Detected[]> };
type DetectorClass = {
  new (options: { readonly formats: readonly string[] }): Detector;
  readonly getSupportedFormats: () => Promise<readonly string[]>;
};

async function ownReader(): Promise<Detector | undefined> {
  const known = (globalThis as { readonly BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const reads = known !== undefined && (await known.getSupportedFormats()).includes('qr_code');
  return reads ? new known({ formats: ['qr_code'] }) : undefined;
}

/** Longest sides in pixels at which a code is looked for: one that fills a photograph is found in the smaller picture. */
const sides = [1600, 800];

/** The one code that it finds. */
async function withoutOwnReader(image: ImageBitmap): Promise<readonly string[]> {
  const { default: readCode } = await import('jsqr');
  for (const side of sides) {
    const scale = Math.min(1, side / Math.max(image.width, image.height));
    const [width, height] = [image.width, image.height].map((length) => Math.max(1, Math.round(length * scale)));
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d');
    if (context === null) return [];
    context.drawImage(image, 0, 0, width, height);
    const found = readCode(context.getImageData(0, 0, width, height).data, width, height);
    if (found !== null && found.data !== '') return [found.data];
  }
  return [];
}

/** Codes of one photograph; empty where none was found. Throws where the image cannot be opened. */
export async function codesIn(photograph: Blob): Promise<readonly string[]> {
  const image = await createImageBitmap(photograph);
  try {
    const reader = await ownReader();
    if (reader === undefined) return await withoutOwnReader(image);
    const found = await reader.detect(image);
    return [...new Set(found.map(({ rawValue }) => rawValue))];
  } finally {
    image.close();
  }
}
