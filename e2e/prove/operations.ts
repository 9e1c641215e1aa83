import type { DeclaredOperation } from '@shouwang/platform/http/route.ts';
import type { FastifyInstance, InjectOptions } from 'fastify';
import type { Random } from './random.ts';
import { type Schema, type Target, validValue } from './schema-values.ts';

interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required: boolean;
  schema: Schema;
}

/** An operation with everything that is needed to call it: what the program declares and what its document says. */
export interface Callable extends DeclaredOperation {
  parameters: Parameter[];
  body: Schema | null;
  /** Answers by status, `4XX` and `5XX` included. */
  answers: { [status: string]: Schema };
}

interface DocumentedOperation {
  operationId?: string;
  parameters?: Parameter[];
  requestBody?: { content?: { [type: string]: { schema?: Schema } } };
  responses?: { [status: string]: { content?: { [type: string]: { schema?: Schema } } } };
}

/** Every declared operation; `undocumented` are those of which no document says how to call them. */
export function readOperations(app: FastifyInstance): { operations: Callable[]; undocumented: string[] } {
  const documented = new Map<string, DocumentedOperation>();
  for (const document of [app.openapiInternal(), app.openapiExchange()]) {
    const { paths } = document as { paths?: { [path: string]: { [method: string]: DocumentedOperation } } };
    for (const methods of Object.values(paths ?? {})) {
      for (const operation of Object.values(methods))
        if (operation.operationId) documented.set(operation.operationId, operation);
    }
  }
  const undocumented = app.operations
    .filter(({ operationId }) => !documented.has(operationId))
    .map(({ operationId }) => operationId);
  const operations = app.operations
    .filter(({ operationId }) => documented.has(operationId))
    .map((declared) => toCallable(declared, documented.get(declared.operationId) as DocumentedOperation));
  return { operations, undocumented };
}

function toCallable(declared: DeclaredOperation, found: DocumentedOperation): Callable {
  const answers = Object.entries(found.responses ?? {}).map(
    ([status, answer]) => [status, Object.values(answer.content ?? {})[0]?.schema ?? {}] as const,
  );
  return {
    ...declared,
    parameters: found.parameters ?? [],
    body: Object.values(found.requestBody?.content ?? {})[0]?.schema ?? null,
    answers: Object.fromEntries(answers),
  };
}

/** A request that the operation's schema takes, about this target. */
export function validRequest(operation: Callable, target: Target, random: Random | null = null): InjectOptions {
  const optional = (parameter: Parameter) =>
    parameter.required || (random ? random.chance(0.4) : Boolean(parameter.schema.pattern?.includes('\\d{')));
  const value = (parameter: Parameter) => String(validValue(parameter.schema, target, random));
  const query = operation.parameters.filter((parameter) => parameter.in === 'query' && optional(parameter));
  const path = operation.url.replace(/:(\w+)/g, (_whole, name: string) => {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    return encodeURIComponent(parameter ? value(parameter) : target.publicId);
  });
  const text = query
    .map((parameter) => `${encodeURIComponent(parameter.name)}=${encodeURIComponent(value(parameter))}`)
    .join('&');
  const changing = operation.method !== 'GET';
  return {
    method: operation.method as 'GET',
    url: text ? `${path}?${text}` : path,
    ...(operation.body ? { payload: validValue(operation.body, target, random) as object } : {}),
    headers: changing ? { 'if-match': '"1"' } : {},
  };
}

/** Fields that uploads ask for beside the file. */
const UPLOAD_FIELDS = { item: 'YB-02', period: '202610', type: '101', kind: 'photo', title: '验证' };

/** The same request as an upload of a small file. */
export function asUpload(request: InjectOptions): InjectOptions {
  const border = 'proof-border';
  const fields = Object.entries(UPLOAD_FIELDS).map(
    ([name, value]) => `--${border}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${border}\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\nContent-Type: text/csv\r\n\r\na,b\r\n1,2\r\n`;
  const body = `${fields.join('')}${file}--${border}--\r\n`;
  return {
    ...request,
    payload: body,
    headers: { ...request.headers, 'content-type': `multipart/form-data; boundary=${border}` },
  };
}
