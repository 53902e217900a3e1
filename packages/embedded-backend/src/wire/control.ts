import { StatusError } from '../model/status.ts';
import { RulesError, type RulesWarning, type Ruleset } from '../rules/ruleset.ts';
import { refusalOf } from '../service/errors.ts';
import { asMessage, listOf, messageOf, type Json } from '../service/request.ts';
import { readBody, sendError, sendJson, splitUrl, type Handler } from './http.ts';

export interface ControlOptions {
  compile: (source: string, fileName: string) => Ruleset;
  setRules: (project: string, rules: Ruleset) => void;
  clear: (database: string) => void;
  log: (line: string) => void;
}

/** What test tools ask of an emulator (firestore protocol, section 9). Emulator mode only. */
export function controlHandler({ compile, setRules, clear, log }: ControlOptions): Handler {
  const putRules = (project: string, body: Json): Json => {
    const file = asMessage(listOf(messageOf(body, 'rules') ?? {}, 'files')[0], 'rules.files[0]');
    const content = file['content'];
    const name = typeof file['name'] === 'string' ? file['name'] : 'firestore.rules';
    if (typeof content !== 'string') throw new StatusError('INVALID_ARGUMENT', 'rules.files[0].content is missing.');
    const issue = (severity: string, { message, line, column }: RulesWarning) => ({
      severity,
      description: message,
      sourcePosition: { fileName: name, line, column },
    });
    try {
      const rules = compile(content, name);
      setRules(project, rules);
      return rules.warnings.length === 0 ? {} : { issues: rules.warnings.map((warning) => issue('WARNING', warning)) };
    } catch (cause) {
      if (!(cause instanceof RulesError)) throw cause;
      if (body['ignore_errors'] === true) return { issues: [issue('ERROR', cause)] };
      throw new StatusError('INVALID_ARGUMENT', `${cause.line}:${cause.column}: ${cause.message}`);
    }
  };

  const answer = async (
    method: string | undefined,
    path: string,
    body: () => Promise<string>,
  ): Promise<Json | undefined> => {
    const [, project, verb] = /^\/emulator\/v1\/projects\/([^/:]+):([a-zA-Z]+)(?:\.html)?$/.exec(path) ?? [];
    if (project !== undefined && verb === 'securityRules' && method === 'PUT') {
      return putRules(decodeURIComponent(project), asMessage(JSON.parse(await body())));
    }
    if (verb !== undefined) throw new StatusError('UNIMPLEMENTED', `${verb} is not supported.`);
    const database = /^\/emulator\/v1\/(projects\/[^/]+\/databases\/[^/]+)\/documents$/.exec(path)?.[1];
    if (database === undefined || method !== 'DELETE') return undefined;
    clear(decodeURIComponent(database));
    return {};
  };

  return async (req, res) => {
    const { path } = splitUrl(req);
    try {
      const body = await answer(req.method, path, () => readBody(req));
      if (body === undefined) return false;
      sendJson(res, 200, body);
    } catch (error) {
      const isGarbage = error instanceof SyntaxError || error instanceof URIError;
      sendError(
        res,
        isGarbage ? new StatusError('INVALID_ARGUMENT', 'The request is malformed.') : refusalOf(error, log),
      );
    }
    return true;
  };
}
