//! Published vocabularies, read from their packages, and what of an expanded JSON-LD document does not fit one: types and
//! properties that it lacks, properties of other types, values of the wrong kind.

const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const SCHEMA = "http://schema.org/";

const factory = { namedNode: (iri) => iri, literal: (value) => value, blankNode: (label) => `_:${label}`, quad: (...quad) => quad };

export class Vocabulary {
  #facts = new Map();
  #namespace;

  /** @param {({ factory }: object) => string[][]} load the default export of a package `@vocabulary/…` */
  constructor(load, namespace) {
    this.#namespace = namespace;
    for (const [subject, predicate, object] of load({ factory })) {
      const key = `${subject} ${predicate}`;
      this.#facts.set(key, [...(this.#facts.get(key) ?? []), object]);
    }
  }

  /** What does not fit, a readable line each. Terms of other namespaces are not judged. */
  faults(expanded) {
    const nodes = new Map(expanded.filter((node) => node["@id"]).map((node) => [node["@id"], node]));
    const found = new Set();
    const visit = (node) => {
      for (const type of node["@type"] ?? []) if (this.#knows(type) && !this.#is(type, `${RDFS}Class`)) found.add(`${type} is no type`);
      for (const [property, values] of Object.entries(node)) {
        if (property.startsWith("@")) continue;
        if (this.#knows(property)) for (const fault of this.#property(property, node, values, nodes)) found.add(fault);
        for (const value of values.flatMap((value) => value["@list"] ?? [value])) if (!("@value" in value)) visit(value);
      }
    };
    expanded.forEach(visit);
    return [...found];
  }

  *#property(property, node, values, nodes) {
    if (!this.#is(property, `${RDF}Property`)) return yield `${property} is no property`;
    const domains = [...this.#of(property, `${SCHEMA}domainIncludes`), ...this.#of(property, `${RDFS}domain`)];
    const types = this.#above(node["@type"] ?? []);
    if (domains.length && !domains.some((domain) => types.has(domain))) yield `${property} is no property of ${node["@type"]}`;
    const ranges = this.#of(property, `${SCHEMA}rangeIncludes`);
    for (const value of ranges.length ? values : []) {
      const kinds = "@value" in value ? this.#above([literalType(value)]) : this.#above((value["@type"] ?? nodes.get(value["@id"])?.["@type"]) ?? [`${SCHEMA}URL`]);
      if (!ranges.some((range) => kinds.has(range))) yield `${property} takes no ${[...kinds][0]}`;
    }
  }

  #knows = (iri) => iri.startsWith(this.#namespace);
  #of = (subject, predicate) => this.#facts.get(`${subject} ${predicate}`) ?? [];
  #is = (subject, type) => this.#of(subject, `${RDF}type`).includes(type);

  /** Types with all that are above them. */
  #above(types) {
    const all = new Set(types);
    for (const type of all) for (const above of this.#of(type, `${RDFS}subClassOf`)) all.add(above);
    return all;
  }
}

const literalType = ({ "@value": value }) => `${SCHEMA}${{ number: "Number", boolean: "Boolean" }[typeof value] ?? "Text"}`;
