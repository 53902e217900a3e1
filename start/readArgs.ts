import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What somebody typed wrongly, in one Vietnamese sentence. */
export class ArgsError extends Error {
  override readonly name = 'ArgsError';
}

/** Node's parseArgs, whose complaints are English. Throws ArgsError. */
export function readArgs<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (cause) {
    const { code, message } = cause as { code?: string; message: string };
    const option = /'(-[^' ]*)/.exec(message)?.[1] ?? '';
    switch (code) {
      case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
        throw new ArgsError(`Không có tùy chọn ${option}.`);
      case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
        throw new ArgsError(
          /does not take/.test(message)
            ? `Tùy chọn ${option} không nhận giá trị.`
            : `Tùy chọn ${option} thiếu giá trị.`,
        );
      default:
        throw cause;
    }
  }
}
