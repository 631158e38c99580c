export type Topic =
  | 'core'
  | 'cloud'
  | 'embedded'
  | 'automotive'
  | 'security'
  | 'testing'
  | 'performance'
  | 'unikernels'
  | 'operations';

export interface SampleProposal {
  readonly headline: string;
  readonly topic: Topic;
  /** Names from sample-people.ts; none: an idea looking for a lead. */
  readonly leads: readonly string[];
  readonly problem: string;
  readonly contribution?: string;
  readonly preparation?: string;
  readonly length?: 1 | 2;
  readonly needs?: readonly ('screen' | 'whiteboard' | 'quiet')[];
  /** The project it is about, by its name. */
  readonly project?: string;
  /** How many hold it dear, 0 to 1. */
  readonly draw: number;
}

/** Thirty proposals from the hypervisor world, in our own words. */
export const SAMPLE_PROPOSALS: readonly SampleProposal[] = [
  {
    headline: 'Roadmap of the next release',
    topic: 'core',
    leads: ['Mei Lin', 'Jonas Weber'],
    draw: 0.9,
    needs: ['screen'],
    problem:
      'Forty features want in, and the freeze is in eleven weeks. Which ones have somebody who will finish them?',
    contribution: 'Bring the state of your series, and say what you would review for others.',
    preparation: 'Read the tracking list; each item has one line of status.',
  },
  {
    headline: 'Live patching without a maintenance window',
    topic: 'operations',
    leads: ['Aoife Brennan'],
    draw: 0.75,
    problem:
      'Hosts with thousands of guests cannot be rebooted for every advisory. Building a patch is easy; knowing that it applied everywhere is not.',
    contribution: 'Tell how you roll out, and what made you stop a roll-out.',
  },
  {
    headline: 'Cloud integration: what breaks between us and the orchestrators',
    topic: 'cloud',
    leads: ['Ravi Menon', 'Northgate visitor'],
    draw: 0.7,
    problem: 'Three drivers, three sets of assumptions about networks. We find out in production.',
    needs: ['whiteboard'],
  },
  {
    headline: 'Operating systems made for the cloud',
    topic: 'cloud',
    leads: ['Haruka Sato'],
    draw: 0.55,
    problem:
      'Images that boot in under a second need a different contract with the hypervisor. What should it say?',
  },
  {
    headline: 'Unikernels beyond the demo',
    topic: 'unikernels',
    leads: ['Tomás Ferreira'],
    project: 'Unikernel for a coffee machine',
    draw: 0.6,
    length: 2,
    problem:
      'Everyone has seen a web server in four megabytes. What is missing for one that somebody is paged for?',
    contribution: 'We hack on a tracing interface; laptops welcome.',
    needs: ['screen'],
  },
  {
    headline: 'Embedded: booting without a control domain',
    topic: 'embedded',
    leads: ['Ingrid Solberg'],
    draw: 0.5,
    problem: 'Small systems want all guests to start at once from a static description.',
    preparation: 'Have a board or the emulator ready.',
  },
  {
    headline: 'Mobile: two phones in one',
    topic: 'embedded',
    leads: ['Wei Zhang'],
    draw: 0.35,
    problem:
      'Sharing one modem and one display between two guests still needs patches nobody sends upstream.',
  },
  {
    headline: 'Automotive: mixed criticality on one chip',
    topic: 'automotive',
    leads: ['Priya Nair', 'Lars Holm'],
    draw: 0.5,
    length: 2,
    needs: ['whiteboard'],
    problem:
      'The instrument cluster must never wait for the music. Which scheduler promises can we make, and prove?',
  },
  {
    headline: 'Network function virtualisation at line rate',
    topic: 'performance',
    leads: ['Chen Yu'],
    draw: 0.55,
    problem: 'Every copy costs us a port. Where are the copies left, and who needs them?',
  },
  {
    headline: 'Live migration between different processors',
    topic: 'core',
    leads: ['Marta Nowak'],
    project: 'Live migration between processors',
    draw: 0.65,
    needs: ['whiteboard'],
    problem:
      'Levelling features by hand works until the next stepping. Can policies be objects that we compare and sign?',
  },
  {
    headline: 'A test lab that tells us before the release',
    topic: 'testing',
    leads: ['Daniel Okafor'],
    project: 'Test farm in a cupboard',
    draw: 0.6,
    problem: 'The push gate is slow and its failures are old friends. What would make you trust it?',
    contribution: 'Bring one flaky test you know and we will hunt it.',
  },
  {
    headline: 'Fuzzing the instruction emulator',
    topic: 'testing',
    leads: ['Yuki Tanaka'],
    draw: 0.45,
    length: 2,
    needs: ['quiet'],
    problem: 'The harness runs, the corpus is poor, and nobody triages.',
    contribution: 'Pair up: one reads the manual, one reads the code.',
  },
  {
    headline: 'Security: how we tell people, and when',
    topic: 'security',
    leads: ['Sofia Rossi'],
    draw: 0.7,
    problem:
      'Two weeks of embargo helps large users and nobody else. Let us write down what we are really trying to achieve.',
  },
  {
    headline: 'Side channels: what we promise our users',
    topic: 'security',
    leads: ['Pavel Dvořák'],
    draw: 0.6,
    problem:
      'Mitigations cost a third of the throughput on some machines. Which defaults would you defend in public?',
  },
  {
    headline: 'Device models in their own sandboxes',
    topic: 'security',
    leads: ['Fatima Zahra', 'Oliver Grant'],
    draw: 0.5,
    problem: 'A bug in an emulated sound card should not be the end of the host.',
  },
  {
    headline: 'Nested virtualisation: finish it or drop it',
    topic: 'core',
    leads: ['Xin Liu'],
    draw: 0.45,
    problem: 'It has been experimental for years. Who needs it enough to own it?',
  },
  {
    headline: 'Memory: paging, sharing, ballooning',
    topic: 'performance',
    leads: ['Hannah Fischer'],
    draw: 0.4,
    problem: 'Three mechanisms that fight each other. Draw the state machine with me.',
    needs: ['whiteboard'],
  },
  {
    headline: 'A scheduler for sixty-four sockets',
    topic: 'performance',
    leads: ['Mateo Silva'],
    project: 'A scheduler one can explain',
    draw: 0.45,
    problem: 'Locks that were fine at eight are a wall at sixty-four. Measurements inside.',
    needs: ['screen'],
  },
  {
    headline: 'Storage that survives the network',
    topic: 'cloud',
    leads: ['Noor Haddad'],
    draw: 0.4,
    problem: 'When the block device is five switches away, the guest must not learn it the hard way.',
  },
  {
    headline: 'Graphics for virtual desktops',
    topic: 'cloud',
    leads: ['Erik Lund'],
    draw: 0.3,
    problem: 'Mediated or passed through? We have both, and neither is documented.',
  },
  {
    headline: 'Continuous deployment of the host itself',
    topic: 'operations',
    leads: ['Jia Wang'],
    draw: 0.4,
    problem: 'Immutable hosts with a hypervisor underneath: who owns the boot loader?',
  },
  {
    headline: 'Metrics that operators would look at',
    topic: 'operations',
    leads: ['Rachel Cohen'],
    draw: 0.45,
    problem: 'We export hundreds of counters. Operators asked for six. Which six?',
    contribution: 'Bring your last incident, without names.',
  },
  {
    headline: 'Documentation sprint: the first hour of a newcomer',
    topic: 'operations',
    leads: ['Sanjay Patel'],
    project: 'First hour guide',
    draw: 0.35,
    length: 2,
    needs: ['quiet'],
    problem: 'We follow our own instructions on a fresh machine and fix every sentence that is wrong.',
  },
  {
    headline: 'Reviewing faster without reviewing worse',
    topic: 'core',
    leads: ['Elena Petrova', 'Mei Lin'],
    draw: 0.65,
    problem: 'The median series waits nineteen days for a first word. Nineteen!',
  },
  {
    headline: 'Real-time guests on ordinary hardware',
    topic: 'automotive',
    leads: ['Liam Walsh'],
    project: 'A scheduler one can explain',
    draw: 0.35,
    problem: 'Latency histograms from three labs disagree by an order of magnitude.',
  },
  {
    headline: 'Secure boot down to the guest',
    topic: 'embedded',
    leads: ['Anna Kovács'],
    draw: 0.35,
    problem: 'A chain of trust with a gap in the middle is two chains.',
  },
  {
    headline: 'Unikernels in embedded devices',
    topic: 'unikernels',
    leads: ['Bo Andersson', 'Tomás Ferreira'],
    project: 'Unikernel for a coffee machine',
    draw: 0.4,
    problem: 'One function, one image, no shell to break into. What about updates?',
  },
  {
    headline: 'Energy: what does an idle host cost?',
    topic: 'performance',
    leads: ['Camille Laurent'],
    draw: 0.3,
    problem: 'Deep sleep states and timers do not like each other. Power meters available.',
  },
  {
    headline: 'Rust in the tool stack?',
    topic: 'core',
    leads: [],
    draw: 0.5,
    problem: 'Somebody should show what a binding generated from the interface description looks like.',
  },
  {
    headline: 'Automotive: getting certified with open source',
    topic: 'automotive',
    leads: [],
    draw: 0.3,
    problem: 'Is there anybody who has been through an assessment and can tell the story?',
  },
];
