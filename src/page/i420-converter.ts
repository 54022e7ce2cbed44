import { I420_CONVERTER } from './stage-source.js';

/** Above what the converter's module keeps for itself. */
const SOURCE_OFFSET = 1024;
const WASM_PAGE_BYTES = 65_536;

/** What is used of WebAssembly, whose types belong to browsers. */
interface WasmApi {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  instantiate(
    code: Uint8Array,
    imports: { env: { memory: unknown } },
  ): Promise<{ readonly instance: { readonly exports: Record<string, unknown> } }>;
}
const wasm = (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly;

/** Turns pixels into I420 exactly as the stage's worker does, on the Node side: to compare with what it wrote. */
export type I420Converter = (bgrx: Uint8Array) => Uint8Array;

/** @param widthPx, heightPx even. The converter's results have memory of their own. */
export async function createI420Converter(widthPx: number, heightPx: number): Promise<I420Converter> {
  const sourceBytes = widthPx * heightPx * 4;
  const target = SOURCE_OFFSET + sourceBytes;
  const targetBytes = (widthPx * heightPx * 3) / 2;
  const memory = new wasm.Memory({ initial: Math.ceil((target + targetBytes) / WASM_PAGE_BYTES) });
  const code = Buffer.from(I420_CONVERTER, 'base64');
  const { instance } = await wasm.instantiate(code, { env: { memory } });
  const convert = instance.exports.convert as (...args: number[]) => void;
  return (bgrx) => {
    new Uint8Array(memory.buffer).set(bgrx.subarray(0, sourceBytes), SOURCE_OFFSET);
    convert(SOURCE_OFFSET, target, widthPx, heightPx);
    return new Uint8Array(memory.buffer).slice(target, target + targetBytes);
  };
}
