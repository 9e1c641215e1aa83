export {
  attachDocument,
  filePaper,
  keepUpload,
  type NewDocument,
  recordConsentOf,
  revokeConsent,
  type Subject,
} from './commands.ts';
export { findDocument, findPaper, listConsents, listDocuments, listFingerprints } from './queries.ts';
