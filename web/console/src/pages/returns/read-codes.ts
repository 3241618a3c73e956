// QR codes in photographs, by the browser's own reader where it has one. Nothing leaves the machine for it.

type Detected = { readonly rawValue: string };
type Detector = { readonly detect: (image: ImageBitmap) => Promise<readonly Detected[]> };
type DetectorClass = {
  new (options: { readonly formats: readonly string[] }): Detector;
  readonly getSupportedFormats: () => Promise<readonly string[]>;
};

const detectorClass = (): DetectorClass | undefined =>
  (globalThis as { readonly BarcodeDetector?: DetectorClass }).BarcodeDetector;

/** Whether this browser reads QR codes from images. */
export async function readsCodes(): Promise<boolean> {
  const known = detectorClass();
  return known !== undefined && (await known.getSupportedFormats()).includes('qr_code');
}

/** All codes of one photograph; empty where none was found. Throws where the image cannot be opened. */
export async function codesIn(photograph: Blob): Promise<readonly string[]> {
  const known = detectorClass();
  if (known === undefined) return [];
  const image = await createImageBitmap(photograph);
  try {
    const found = await new known({ formats: ['qr_code'] }).detect(image);
    return [...new Set(found.map(({ rawValue }) => rawValue))];
  } finally {
    image.close();
  }
}
