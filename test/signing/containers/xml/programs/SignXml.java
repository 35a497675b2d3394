import java.io.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.X509Certificate;
import java.util.*;
import javax.xml.crypto.dsig.*;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.*;
import javax.xml.crypto.dsig.spec.*;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.*;

/** Signs standard input with the XML signatures of the JDK: keystore, canonical form, and the Id to sign or "" for all. */
class SignXml {
  public static void main(String[] args) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new FileInputStream(args[0]), "mat-khau".toCharArray());
    String alias = store.aliases().nextElement();
    PrivateKey key = (PrivateKey) store.getKey(alias, "mat-khau".toCharArray());
    X509Certificate certificate = (X509Certificate) store.getCertificate(alias);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document = factory.newDocumentBuilder().parse(System.in);

    XMLSignatureFactory signatures = XMLSignatureFactory.getInstance("DOM");
    boolean whole = args[2].isEmpty();
    List<Transform> transforms = new ArrayList<>();
    if (whole) transforms.add(signatures.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null));
    if (!args[1].isEmpty()) transforms.add(signatures.newTransform(args[1], (TransformParameterSpec) null));
    Reference reference = signatures.newReference(whole ? "" : "#" + args[2],
        signatures.newDigestMethod(DigestMethod.SHA256, null), transforms, null, null);
    String form = args[1].isEmpty() ? CanonicalizationMethod.INCLUSIVE : args[1];
    SignedInfo info = signatures.newSignedInfo(
        signatures.newCanonicalizationMethod(form, (C14NMethodParameterSpec) null),
        signatures.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null), List.of(reference));
    KeyInfoFactory infos = signatures.getKeyInfoFactory();
    X509Data data = infos.newX509Data(List.of(certificate.getSubjectX500Principal().getName(), certificate));
    DOMSignContext context = new DOMSignContext(key, document.getDocumentElement());
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (element.hasAttribute("Id")) element.setIdAttribute("Id", true);
    }
    signatures.newXMLSignature(info, infos.newKeyInfo(List.of(data))).sign(context);
    TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(System.out));
  }
}
