import { textFor } from './pattern-text.ts';
import type { Random } from './random.ts';

/** The part of JSON Schema that the interface's documents use. */
export interface Schema {
  type?: string | string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  items?: Schema;
  properties?: { [name: string]: Schema };
  required?: string[];
  additionalProperties?: boolean | Schema;
  default?: unknown;
}

/** The object that a call is about: ids and area codes of a request are its. */
export interface Target {
  publicId: string;
  uuid: string;
  areaCode: string;
}

/** A shape for which no value is known; the operation cannot be called, and that is a finding. */
export class UnknownShape extends Error {}

const CANDIDATES = [
  '123456',
  '202610',
  '2026',
  '1001',
  '15400138000',
  '440229',
  '20261101',
  '6299991234567890123',
  'YB-02',
  'YB',
  'MZ',
  'proof-key-0001',
  'a',
  'A',
  '1',
  '01',
  '12',
  'abc',
  'ABC',
  '甲',
  '11010119900307761X',
  '11010119900307761X11',
  'a'.repeat(32),
  'a'.repeat(40),
  'a'.repeat(64),
  'A'.repeat(8),
  '2026-11-01',
  '2026-11-01T00:00:00Z',
  '440229:x',
  '0.5',
  '00',
  '000',
  '0000',
  'text/csv',
  'x.csv',
  'http://localhost/',
];

/** A value that the schema takes; strings that look like ids or areas are those of the target. `random` decides what is optional. */
export function validValue(schema: Schema, target: Target, random: Random | null = null): unknown {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) {
    const real = options.filter((option) => option.type !== 'null');
    return validValue((random ? random.pick(options) : (real[0] ?? options[0])) as Schema, target, random);
  }
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => validValue(part, target, random)));
  if ('const' in schema) return schema.const;
  if (schema.enum) return random ? random.pick(schema.enum) : schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  return ofType(type, schema, { target, random });
}

function ofType(
  type: string | undefined,
  schema: Schema,
  { target, random }: { target: Target; random: Random | null },
): unknown {
  switch (type) {
    case 'string':
      return stringFor(schema, target);
    case 'number':
    case 'integer':
      return Math.max(
        schema.minimum ?? 1,
        (schema.exclusiveMinimum ?? 0) + 1 > 1 ? (schema.exclusiveMinimum ?? 0) + 1 : (schema.minimum ?? 1),
      );
    case 'boolean':
      return random ? random.chance(0.5) : true;
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () =>
        validValue(schema.items ?? {}, target, random),
      );
    case 'object':
      return objectFor(schema, target, random);
    default:
      return null;
  }
}

function objectFor(schema: Schema, target: Target, random: Random | null): { [name: string]: unknown } {
  const made: { [name: string]: unknown } = {};
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    const wanted = schema.required?.includes(name) || (random ? random.chance(0.4) : namesPlace(part));
    if (wanted) made[name] = validValue(part, target, random);
  }
  return made;
}

const isPublicId = (pattern: string) => pattern.startsWith('^\\d{6}:[0-9a-f]{8}');
const isAreaCode = (pattern: string) => /^\^\(?\\d\{2\}(\||\(\?:)/.test(pattern);

/** Optional parts that say where or which: a leak through a filter needs them. */
function namesPlace(schema: Schema): boolean {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.some(namesPlace);
  return (
    schema.format === 'uuid' ||
    (schema.pattern !== undefined && (isPublicId(schema.pattern) || isAreaCode(schema.pattern)))
  );
}

function stringFor(schema: Schema, target: Target): string {
  const { pattern, format } = schema;
  if (format === 'uuid') return target.uuid;
  if (format === 'date') return '2026-11-01';
  if (format === 'date-time') return '2026-11-01T00:00:00Z';
  if (pattern && isPublicId(pattern)) return target.publicId;
  if (pattern && isAreaCode(pattern)) return target.areaCode;
  if (!pattern)
    return '验证事由'
      .repeat(Math.ceil((schema.minLength ?? 1) / 4))
      .slice(0, Math.max(schema.minLength ?? 0, Math.min(schema.maxLength ?? 4, 4)));
  const expression = new RegExp(pattern, 'u');
  const fits = (text: string) =>
    expression.test(text) && text.length >= (schema.minLength ?? 0) && text.length <= (schema.maxLength ?? 10_000);
  const found = ['验证事由', target.areaCode, '440229104201', textFor(pattern), ...CANDIDATES, target.uuid].find(fits);
  if (found === undefined) throw new UnknownShape(`no value is known for ${pattern}`);
  return found;
}
