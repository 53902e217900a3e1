import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { firebaseProject, reachOffice, rootDir } from './office.ts';
import { ImportError } from './importRows.ts';
import { importWeeks } from './importWeeks.ts';
import { seedIfEmpty } from './seedIfEmpty.ts';
import { ArgsError, readArgs } from './readArgs.ts';
import { isFull, wordOf } from './wordOf.ts';

const USAGE = 'Cách dùng: npm run import -- --calendar board [--issue] TỆP.json|TỆP.csv';

/** `npm run import`: weeks from a JSON or CSV file (docs/import.md), while the product runs or while it does not. */
export async function main(args: string[]): Promise<void> {
  const stop = (sentence: string): never => {
    console.error(sentence);
    process.exit(1);
  };
  const { values, positionals } = (() => {
    try {
      return readArgs({
        args,
        allowPositionals: true,
        options: {
          calendar: { type: 'string' },
          issue: { type: 'boolean', default: false },
          help: { type: 'boolean', short: 'h' },
        },
      });
    } catch (cause) {
      if (cause instanceof ArgsError) return stop(`${cause.message}\n${USAGE}`);
      throw cause;
    }
  })();
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0 || values.calendar === undefined) return stop(USAGE);
  const format = /\.json$/i.test(file)
    ? 'json'
    : /\.csv$/i.test(file)
      ? 'csv'
      : stop(`Tệp phải là .json hoặc .csv: ${file}\n${USAGE}`);
  // npm runs scripts in the project's folder; a relative name is meant from where the person stands.
  const path = resolve(process.env['INIT_CWD'] ?? '.', file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return stop(`Không đọc được tệp ${path}.`);
  }
  const dataDir = resolve(rootDir, process.env['DATA_DIR'] ?? '.data');
  try {
    const office = await reachOffice(dataDir);
    try {
      const work = async () => {
        if (firebaseProject() === undefined) await seedIfEmpty({ admin: office.admin, dataDir });
        return importWeeks(office.admin, {
          text,
          format,
          calendar: values.calendar!,
          issue: values.issue,
          by: 'import',
          now: Date.now(),
        });
      };
      const done = await office.whileItRuns(work());
      console.log(
        `Đã nhập ${done.entries} mục vào ${done.weeks.length} tuần (${done.weeks.join(', ')})${values.issue ? wordOfIssue(done) : ''}.`,
      );
    } finally {
      await office.close();
    }
  } catch (cause) {
    if (cause instanceof ImportError) stop(cause.message);
    // All rows are one commit.
    stop(`${isFull(cause) ? 'Chưa nhập mục nào. ' : ''}${wordOf(cause, { port: 0, host: '', dataDir })}`);
  }
  process.exit(0); // gRPC keeps its channels open for a while
}

/** A week in which readers see no difference is not issued again. */
function wordOfIssue({ weeks, issued }: { weeks: readonly string[]; issued: readonly string[] }): string {
  if (issued.length === weeks.length) return ', đã ban hành';
  if (issued.length === 0) return '; không tuần nào có khác biệt cần ban hành';
  return `, đã ban hành ${issued.join(', ')}; các tuần còn lại không có khác biệt cần ban hành`;
}
