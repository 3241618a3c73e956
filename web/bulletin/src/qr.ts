// The reader of QR codes, a script of its own: loaded when a photo is chosen, and not before.
import { decodeQR } from 'qr/decode.js';

(globalThis as { pollwarden?: (what: string, path: string, value: unknown) => void }).pollwarden?.('qr', '', decodeQR);
