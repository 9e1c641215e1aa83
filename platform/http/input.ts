import type { FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { Refusal } from '../errors/refusal.ts';

/** No input of ours is deeper than a few levels; a program that walks a thousand of them falls over. */
const DEEPEST = 32;

const malformed = () =>
  new Refusal('malformed-input', { status: 400, detail: '提交的内容格式不对，请刷新页面后重试。' });

/** Whether JSON text is nested deeper than allowed; brackets within strings do not count. */
function isTooDeep(json: string): boolean {
  const brackets = json.replaceAll(/"(?:[^"\\]|\\.)*"|[^[\]{}]/gs, '');
  let depth = 0;
  for (const bracket of brackets) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** Reads JSON bodies, and refuses `malformed-input` (400) for what is nested too deeply or makes a schema fall over. */
export function readInput(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (isTooDeep(String(body))) done(malformed());
    else void parse(request, String(body), done);
  });
  app.setValidatorCompiler((route) => {
    const validate = validatorCompiler(route as Parameters<typeof validatorCompiler>[0]);
    return (input: unknown) => {
      try {
        return validate(input);
      } catch {
        return { error: malformed() };
      }
    };
  });
}
