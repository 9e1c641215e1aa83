import { expect, test } from 'vitest';
import type { TaskRow } from '../contract.ts';
import { byVillage, chosenTasks, faultsOf } from './dispatch-many.ts';

const task = (id: string, areaCode: string, areaName: string) => ({ id, areaCode, areaName }) as TaskRow;
const one = task('1', '440229109202', '官渡镇 · 东三村');
const two = task('2', '440229109201', '官渡镇 · 河边村');
const three = task('3', '440229109202', '官渡镇 · 东三村');

test('chosen tasks fall to their villages, in the order of the codes', () => {
  expect(byVillage([one, two, three]).map(({ name, tasks }) => [name, tasks.map(({ id }) => id)])).toEqual([
    ['河边村', ['2']],
    ['东三村', ['1', '3']],
  ]);
});

test('a refusal names each case by its place in the list that was sent', () => {
  const fields = [
    { path: 'cases.1', message: '近亲属' },
    { path: 'cases[2].version', message: '已被别人改动' },
    { path: 'teams.0', message: '别的' },
    { path: 'cases.9', message: '不在' },
  ];
  expect(faultsOf(fields, [one, two, three]).map(({ task: { id }, message }) => [id, message])).toEqual([
    ['2', '近亲属'],
    ['3', '已被别人改动'],
  ]);
});

test('what was ticked on another page stays chosen', () => {
  expect(chosenTasks(['1', '3'], [one], [two, three])).toEqual([one, three]);
  expect(chosenTasks(['3'], [one, three], [two])).toEqual([three]);
});
