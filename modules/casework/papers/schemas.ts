/** What each paper of identification is filled with, by the group of the procedure to which it belongs. */
export * from './schemas.base.ts';
export * from './schemas.comparison.ts';
export * from './schemas.decision.ts';
export * from './schemas.meeting.ts';
export * from './schemas.visit.ts';
