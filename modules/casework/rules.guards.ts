/** Every guard of the acts, by the group of the procedure to which it belongs. */
export * from './rules.guards.comparison.ts';
export * from './rules.guards.late.ts';
export * from './rules.guards.meeting.ts';
export * from './rules.guards.notice.ts';
export * from './rules.guards.recusal.ts';
export * from './rules.guards.review.ts';
export * from './rules.guards.visit.ts';
