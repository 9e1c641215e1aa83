export {
  attachDocument,
  copyDocuments,
  type DocumentCopy,
  filePaper,
  keepUpload,
  recordConsentOf,
  revokeConsent,
} from './commands.ts';
export {
  type Fingerprint,
  findDocument,
  findPaper,
  listConsents,
  listDocuments,
  listFingerprints,
} from './queries.ts';
